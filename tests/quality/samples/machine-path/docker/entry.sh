cd /home/alice/caetic
cp /root/key .
cd /home/odoo/data
cd "$HOME/work/here"
